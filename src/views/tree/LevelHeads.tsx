import type { Camera, Size } from "./camera.ts";
import type { TreeLayout } from "./layout.ts";
import { levelHeads } from "./level-heads.ts";

/** What the columns (or rows) of the picture are called: plans pay by level. */
export function LevelHeads({
  layout,
  camera,
  size,
  isBranch,
}: {
  layout: TreeLayout;
  camera: Camera;
  size: Size;
  isBranch: boolean;
}) {
  return (
    <div className={`level-heads ${layout.direction}`} aria-hidden="true">
      {levelHeads(layout, camera, size, isBranch).map(({ level, text, style }) => (
        <span key={level} style={style}>
          {text}
        </span>
      ))}
    </div>
  );
}
