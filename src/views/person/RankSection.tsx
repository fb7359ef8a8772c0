import { memo } from "react";
import type { PlanOutline, RankReport, RequirementReport } from "../../engine/protocol.ts";
import { Changing } from "../format/Changing.tsx";
import { useFormats } from "../format/FormatsContext.tsx";
import { unitOf } from "../format/formats.ts";
import { rankLetters, rankStep } from "../tree/scales.ts";
import { isNear, progressOf, ruleText } from "./statement.ts";

type Props = { rank: RankReport; outline: PlanOutline["ladders"][number] | undefined };

/** Where a person stands on a ladder, and what the next rung still asks. */
export const RankSection = memo(function RankSection({ rank, outline }: Props) {
  const ranks = outline?.ranks ?? [];
  const letters = rankLetters(ranks);
  const named = rank.held === "none" || rank.held === "" ? "no rank" : rank.held;
  const headId = `rank-${rank.ladder}`;
  return (
    <section aria-labelledby={headId}>
      <h3 id={headId}>{rank.ladder}</h3>
      <dl className="standing">
        {[
          { words: "Paid as", rank: rank.held },
          { words: "Qualified", rank: rank.qualified },
          { words: "Career", rank: rank.career },
        ]
          // No career where nothing in the plan looks back in time.
          .filter((each) => each.rank !== "")
          .map((each) => (
            <div key={each.words}>
              <dt>{each.words}</dt>
              <dd>
                <span
                  className="disc"
                  data-ramp="rank"
                  data-step={rankStep(ranks.indexOf(each.rank), ranks.length)}
                  aria-hidden="true"
                >
                  {letters[ranks.indexOf(each.rank)] ?? ""}
                </span>
                <Changing text={each.rank === "none" || each.rank === "" ? "no rank" : each.rank} />
              </dd>
            </div>
          ))}
      </dl>
      {rank.next ? (
        <>
          <h4>
            For <strong>{rank.next.rank}</strong>
          </h4>
          <ul className="requirements">
            {rank.next.requirements.map((requirement) => (
              <Requirement key={requirement.rule} requirement={requirement} />
            ))}
          </ul>
          {rank.next.requirements.length === 0 && <p className="note">{rank.next.rank} asks for nothing.</p>}
        </>
      ) : (
        <p className="note">{named} is the highest rank of this ladder.</p>
      )}
    </section>
  );
});

function Requirement({ requirement }: { requirement: RequirementReport }) {
  const formats = useFormats();
  const { met, has, needs, missing, type } = requirement;
  const progress = progressOf(requirement);
  const write = (text: string | null): string =>
    text === null ? "" : formats.figure({ text, size: 0 }, type);
  const unit = unitOf(type);
  return (
    <li className={met ? "met" : isNear(requirement) ? "near" : "open"}>
      <span className="mark" aria-hidden="true">
        {met ? "✓" : "○"}
      </span>
      <code>{ruleText(requirement)}</code>
      <span className="has">
        {has !== null && needs !== null ? (
          <>
            <Changing text={write(has)} /> of {write(needs)}
          </>
        ) : met ? (
          "met"
        ) : (
          "not met"
        )}
      </span>
      {progress !== null && (
        <meter
          min={0}
          max={1}
          value={progress}
          aria-label={`${ruleText(requirement)}: ${write(has)} of ${write(needs)}`}
        />
      )}
      {!met && missing !== null && (
        <span className="missing">
          <Changing text={write(missing)} /> {unit} missing
        </span>
      )}
    </li>
  );
}
