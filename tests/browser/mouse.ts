import { cdp } from "vitest/browser";

/** A place in the page of the test, in pixels. */
type Point = { readonly x: number; readonly y: number };
type Keys = { readonly alt?: boolean; readonly control?: boolean; readonly shift?: boolean };
type Session = { send(method: string, options: Record<string, unknown>): Promise<unknown> };

/** The mouse of the browser itself, one event after another: with keys held, and let go wherever one likes. */
export const mouse = {
  move: (to: Point, keys: Keys & { readonly pressed?: boolean } = {}) =>
    send("mouseMoved", to, keys, keys.pressed ? "left" : "none"),
  press: (at: Point, keys: Keys = {}) => send("mousePressed", at, keys, "left"),
  release: (at: Point, keys: Keys = {}) => send("mouseReleased", at, keys, "left"),
};

async function send(
  type: string,
  { x, y }: Point,
  { alt = false, control = false, shift = false }: Keys,
  button: "left" | "none",
): Promise<void> {
  const frame = window.frameElement?.getBoundingClientRect();
  const scale = frame ? frame.width / window.innerWidth : 1;
  await (cdp() as unknown as Session).send("Input.dispatchMouseEvent", {
    type,
    x: (frame?.left ?? 0) + x * scale,
    y: (frame?.top ?? 0) + y * scale,
    button,
    buttons: button === "left" && type !== "mouseReleased" ? 1 : 0,
    clickCount: type === "mouseMoved" ? 0 : 1,
    modifiers: (alt ? 1 : 0) + (control ? 2 : 0) + (shift ? 8 : 0),
  });
}

/** The middle of what stands on the screen. */
export function middleOf(element: Element): Point {
  const { left, top, width, height } = element.getBoundingClientRect();
  return { x: left + width / 2, y: top + height / 2 };
}
