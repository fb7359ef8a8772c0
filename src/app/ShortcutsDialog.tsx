import { Dialog } from "./Dialog.tsx";
import { shortcuts } from "./shortcuts.ts";

export function ShortcutsDialog({ close }: { close: () => void }) {
  return (
    <Dialog title="Keys" name="shortcuts" close={close}>
      <div className="shortcut-lists">
        {shortcuts.map(({ where, list }) => (
          <section key={where}>
            <h3>{where}</h3>
            <dl>
              {list.map(({ keys, does }) => (
                <div key={keys}>
                  <dt>
                    <kbd>{keys}</kbd>
                  </dt>
                  <dd>{does}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
