import "../../../src/app/page.css";

import { createRoot } from "react-dom/client";
import plan from "../../../examples/evergreen.plan?raw";
import { PlanEditor } from "../../../src/editor/PlanEditor.tsx";

/** The page's editor with nothing around it, nothing behind it and nobody who asks for its text. */
createRoot(document.getElementById("root")!).render(
  <div className="page">
    <PlanEditor document={{ key: "floor", text: plan }} onText={() => {}} problems={null} />
  </div>,
);
