import { forgetEverythingButPlans } from "./storage.ts";
import { missingFeatures } from "./support.ts";

const root = document.getElementById("root")!;
const missing = missingFeatures();

if (location.hash === "#reset") {
  forgetEverythingButPlans();
  history.replaceState(null, "", location.pathname + location.search);
}
if (missing.length > 0) {
  const notice = document.createElement("p");
  notice.style.cssText =
    "max-width: 36em; margin: 15vh auto; padding: 0 1em; font: 1.1rem/1.5 system-ui, sans-serif";
  notice.textContent = `Plumbline needs a newer browser: Chrome or Edge 123, Firefox 121, Safari 17.5, or later. This one lacks ${missing.join(", ")}.`;
  root.replaceChildren(notice);
} else {
  // Loaded only now, so that a browser that cannot read the rest still reads the sentence above.
  const [{ mount }, { connect }, { gallery }] = await Promise.all([
    import("./mount.tsx"),
    import("../engine/session/connect.ts"),
    import("../../examples/gallery.ts"),
  ]);
  mount(root, connect, gallery);
}
