import { type KeyboardEvent, useId, useState } from "react";
import { useModal } from "../views/modal/useModal.ts";
import { type Command, matching } from "./commands.ts";

/** Every command of the page by its name: type a part of it, arrow to it, Enter. */
export function Palette({ commands, close }: { commands: readonly Command[]; close: () => void }) {
  const { shut, shutBeside, props } = useModal(close);
  const [text, setText] = useState("");
  const [active, setActive] = useState(0);
  const list = useId();
  const found = matching(commands, text);
  const at = Math.max(0, Math.min(active, found.length - 1));
  const run = (command: Command | undefined): void => {
    if (!command) return;
    shut();
    command.run();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === "Enter") {
      // What the command opens has the keys at once, and this one would press its first button.
      event.preventDefault();
      run(found[at]);
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      setActive((at + (event.key === "ArrowDown" ? 1 : found.length - 1)) % Math.max(1, found.length));
    }
  };
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the dialog's own (Esc).
    <dialog {...props} className="dialog palette" aria-label="Find a command" onClick={shutBeside}>
      <input
        type="text"
        role="combobox"
        aria-label="Command"
        aria-expanded="true"
        aria-controls={list}
        aria-activedescendant={found[at] ? `${list}-${at}` : undefined}
        placeholder="What shall happen?"
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setActive(0);
        }}
        onKeyDown={onKeyDown}
      />
      <ul id={list} role="listbox" aria-label="Commands">
        {found.map((command, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the combobox's.
          <li
            key={command.name}
            id={`${list}-${index}`}
            role="option"
            aria-selected={index === at}
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => run(command)}
          >
            {command.name}
            {command.keys && <kbd>{command.keys}</kbd>}
          </li>
        ))}
        {found.length === 0 && (
          <li role="option" aria-selected="false" aria-disabled="true">
            No command has that in its name.
          </li>
        )}
      </ul>
    </dialog>
  );
}
