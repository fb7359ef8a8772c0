import { memo, useEffect, useEffectEvent, useRef, useState } from "react";
import type { Span } from "../../base/span.ts";
import type { ParamOutline } from "../../engine/protocol.ts";
import "./params.css";
import { sliderOf } from "./slider.ts";

/** A figure of the text under a finger (see the editor's `LiveEdit`). */
type Drag = { readonly set: (text: string) => void; readonly end: () => void };
type Props = {
  params: readonly ParamOutline[];
  /** The text that `params` was read from, and the number of the results that it has. */
  text: string;
  version: number;
  /** Whether that is the present text, just now. */
  isFresh: () => boolean;
  /** Nothing is on its way that would make it the present one. */
  isOld: boolean;
  /** Null while that text is not the present one: places in it would be others. */
  drag: (span: Span) => Drag | null;
  reveal: (span: Span) => void;
};

/** The plan's own sliders. Each writes into the text, so that the text stays the only truth and undo reaches it. */
export const ParamSliders = memo(function ParamSliders({
  params,
  text,
  version,
  isFresh,
  isOld,
  drag,
  reveal,
}: Props) {
  if (params.length === 0) return null;
  return (
    <section className="params" aria-label="Parameters">
      {params.map((param) => (
        <ParamSlider
          key={param.name}
          param={param}
          written={text.slice(param.valueSpan.from, param.valueSpan.to)}
          version={version}
          isFresh={isFresh}
          isOld={isOld}
          drag={drag}
          reveal={reveal}
        />
      ))}
    </section>
  );
});

type SliderProps = {
  param: ParamOutline;
  written: string;
} & Pick<Props, "version" | "isFresh" | "isOld" | "drag" | "reveal">;

function ParamSlider({ param, written, version, isFresh, isOld, drag, reveal }: SliderProps) {
  const held = useRef<Drag | null>(null);
  const isLetGo = useRef(false);
  const [position, setPosition] = useState<number | null>(null);
  const end = (): void => {
    held.current?.end();
    held.current = null;
    isLetGo.current = false;
    setPosition(null);
  };
  // Who presses the next key before the answer is there goes on with the same movement: until then nothing else can be written.
  const letGo = (): void => {
    isLetGo.current = true;
    if (isFresh()) end();
  };
  const endIfLetGo = useEffectEvent(() => {
    if (isLetGo.current && isFresh()) end();
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: with each answer the movement may be over.
  useEffect(() => endIfLetGo(), [version]);
  const slider = sliderOf(param, written);
  if (!slider) return null;
  const shown = position ?? slider.position;
  const figure = position === null ? written : slider.figureAt(position);
  return (
    <div className="param">
      <button
        type="button"
        className="link"
        onClick={() => reveal(param.valueSpan)}
        title="Show it in the plan"
      >
        {param.name}
      </button>
      <input
        type="range"
        min={0}
        max={slider.last}
        value={shown}
        aria-label={param.name}
        aria-valuetext={figure}
        // Not while an answer is on its way: what is disabled loses the keys, and every step of a key brings an answer.
        disabled={isOld && position === null}
        onChange={(event) => {
          held.current ??= drag(param.valueSpan);
          if (!held.current) return;
          const to = event.target.valueAsNumber;
          isLetGo.current = false;
          setPosition(to);
          held.current.set(slider.figureAt(to));
        }}
        onPointerUp={letGo}
        onKeyUp={letGo}
        onBlur={end}
      />
      <output>{figure}</output>
    </div>
  );
}
