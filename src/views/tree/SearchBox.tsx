import { type Dispatch, type KeyboardEvent, useEffect, useEffectEvent, useId, useState } from "react";
import type { Match, TreeNode } from "../../engine/protocol.ts";
import type { Session } from "../../engine/session/session.ts";
import type { Answered } from "../../engine/session/snapshot.ts";
import type { View, ViewAction } from "../view.ts";
import { isInWindow, uplineText } from "./search.ts";

type Props = {
  session: Session;
  found: Answered<"search"> | null;
  view: View;
  tree: string;
  nodes: readonly TreeNode[];
  dispatch: Dispatch<ViewAction>;
};

const MOST_MATCHES = 8;

/** Finds a person by name or id and flies there; the list shows under whom each of them is. */
export function SearchBox({ session, found, view, tree, nodes, dispatch }: Props) {
  const [text, setText] = useState("");
  const [isOpen, setOpen] = useState(false);
  const [active, setActive] = useState(0);
  /** What Enter was pressed for before its answer was there. */
  const [hurried, setHurried] = useState<string | null>(null);
  const list = useId();
  const wanted = text.trim();

  useEffect(() => {
    session.ask("search", wanted === "" ? null : () => ({ text: wanted, tree, most: MOST_MATCHES }));
  }, [session, wanted, tree]);

  // Those of fewer letters stay in sight while the answer comes, but nobody is taken to them.
  const isAnswered = found?.request.text === wanted && found.request.tree === tree;
  const matches: readonly Match[] = found && wanted !== "" ? found.answer : [];
  const isShown = isOpen && wanted !== "" && found !== null;
  const at = Math.min(active, matches.length - 1);

  const go = (match: Match | undefined): void => {
    if (!match) return;
    setOpen(false);
    setText("");
    setHurried(null);
    dispatch({ kind: "fly", person: match.person, upline: match.upline });
  };

  const first = isAnswered && hurried === wanted ? found.answer[0] : undefined;
  const goFirst = useEffectEvent(go);
  useEffect(() => goFirst(first), [first]);

  // One of more siblings than are drawn: the flight ends at their own branch instead of nowhere.
  useEffect(() => {
    const { flight, focus } = view;
    if (!flight || focus === flight.person || nodes.length === 0 || isInWindow(nodes, flight.person)) return;
    const timer = setTimeout(() => dispatch({ kind: "focus", person: flight.person }), 400);
    return () => clearTimeout(timer);
  }, [view, nodes, dispatch]);

  const onKeyDown = (event: KeyboardEvent): void => {
    const move = (to: number): void => {
      event.preventDefault();
      setOpen(true);
      setActive((to + matches.length) % Math.max(1, matches.length));
    };
    if (event.key === "ArrowDown") move(at + 1);
    else if (event.key === "ArrowUp") move(at - 1);
    else if (event.key === "Enter") {
      if (isAnswered) go(matches[at]);
      else if (wanted !== "") setHurried(wanted);
    } else if (event.key === "Escape" && text !== "") {
      event.stopPropagation();
      setText("");
    }
  };

  return (
    <div className="search" role="search">
      <input
        type="text"
        role="combobox"
        id="find-person"
        aria-label="Find a person"
        aria-expanded={isShown}
        aria-controls={list}
        aria-autocomplete="list"
        aria-activedescendant={isShown && matches[at] ? `${list}-${at}` : undefined}
        placeholder="Find a person  /"
        autoComplete="off"
        spellCheck={false}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setHurried(null);
          setActive(0);
          setOpen(true);
        }}
        onKeyDown={onKeyDown}
        onFocus={() => setOpen(true)}
        onBlur={() => setOpen(false)}
      />
      <ul id={list} role="listbox" aria-label="People found" hidden={!isShown}>
        {matches.map((match, index) => (
          // The keys are the combobox's: an option is pointed at, never focused.
          // biome-ignore lint/a11y/useKeyWithClickEvents: see above.
          <li
            key={match.person}
            id={`${list}-${index}`}
            role="option"
            aria-selected={index === at}
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => go(match)}
          >
            <span>
              {match.name} <span className="unit">{match.id}</span>
            </span>
            <span className="upline">{uplineText(match.upline) || "at the top"}</span>
          </li>
        ))}
        {isShown && isAnswered && matches.length === 0 && (
          <li role="option" aria-selected={false} aria-disabled="true" className="none">
            Nobody is called “{wanted}”. Try a part of the name, or the id.
          </li>
        )}
      </ul>
    </div>
  );
}
