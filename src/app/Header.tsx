import type { Results } from "../engine/protocol.ts";
import { useFormats } from "../views/format/FormatsContext.tsx";
import type { Theme } from "./theme.ts";

type Props = {
  planTitle: string;
  edited: boolean;
  peopleTitle: string;
  results: Results | null;
  theme: Theme;
  choosePlan: () => void;
  loadPeople: () => void;
  choosePeriod: (period: string | null) => void;
  turnTheme: () => void;
  showShortcuts: () => void;
  showPalette: () => void;
};

const THEME_WORDS = { system: "system", light: "light", dark: "dark" } as const;
const THEME_SIGNS = { system: "◐", light: "○", dark: "●" } as const;

/** Which plan, whose people, which period: the three things every figure below depends on. */
export function Header(props: Props) {
  const { planTitle, edited, peopleTitle, results, theme } = props;
  const formats = useFormats();
  const people = results?.people;
  return (
    <header className="page-header">
      <h1>Plumbline</h1>
      <div className="subject">
        <button
          type="button"
          className="pick"
          aria-haspopup="dialog"
          onClick={props.choosePlan}
          title="Choose a plan"
        >
          <span className="what">Plan</span>
          <span className="which">
            {planTitle}
            {edited && <span className="unit"> · yours</span>}
          </span>
        </button>
        <button
          type="button"
          className="pick"
          onClick={props.loadPeople}
          title="Load people and orders from CSV files, or drop them anywhere"
        >
          <span className="what">People</span>
          <span className="which">
            {peopleTitle || "none"}
            {people && (
              <span className="unit">
                {" "}
                ·{" "}
                {people.title === peopleTitle ? (
                  <>
                    {formats.count(people.people)}
                    {people.synthetic ? ", synthetic" : ""}
                  </>
                ) : (
                  "not run yet"
                )}
              </span>
            )}
          </span>
        </button>
        {results && results.period !== "" && (
          <label className="pick">
            <span className="what">Period</span>
            <select value={results.period} onChange={(event) => props.choosePeriod(event.target.value)}>
              {results.periods.map((period) => (
                <option key={period}>{period}</option>
              ))}
            </select>
          </label>
        )}
      </div>
      <div className="tools">
        <button type="button" className="tool" onClick={props.showPalette} title="Find a command (Ctrl K)">
          <span className="sign" aria-hidden="true">
            …
          </span>
          <span className="word">Commands</span>
        </button>
        <button
          type="button"
          className="tool"
          onClick={props.turnTheme}
          title={`Colours: ${THEME_WORDS[theme]}`}
        >
          <span className="sign" aria-hidden="true">
            {THEME_SIGNS[theme]}
          </span>
          <span className="word">Colours: {THEME_WORDS[theme]}</span>
        </button>
        <button type="button" className="tool" onClick={props.showShortcuts} title="Keys (?)">
          <span className="sign" aria-hidden="true">
            ?
          </span>
          <span className="word">Keys</span>
        </button>
      </div>
    </header>
  );
}
