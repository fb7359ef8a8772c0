import { gallery } from "../../../examples/gallery.ts";
import { mount } from "../../../src/app/mount.tsx";
import { FakeEngine } from "../fake-engine.ts";

/** The page over a made-up engine, for looking at it: `npm start`, then /tests/support/fake-page/. Nothing ships it. */
const delayMs = Number(new URLSearchParams(location.search).get("delay") ?? 0);
mount(
  document.getElementById("root")!,
  () => ({ api: new FakeEngine(delayMs), died: new Promise(() => {}), close: () => {} }),
  gallery,
);
