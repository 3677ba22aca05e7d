import type { HindcastSetting } from "#study/study";
import type { StudyContext } from "./context.js";
import { knownKey } from "./names.js";

/** Which policy was followed, and from when on observations are scored. */
export function readHindcast(context: StudyContext): HindcastSetting | null {
  const { raw, known, report, model } = context;
  const section = raw.fields.hindcast;
  if (section === undefined) return null;
  if (raw.fields.observations === undefined) {
    const message = "There is nothing to score by: the study has no observations.";
    const help = "Write `observations:`, or take `hindcast:` away.";
    report.error("hindcast-without-observations", message, section.place, { help });
  }
  const policy = knownKey(section.fields.policy, known.policies, report);
  const from = section.fields["scored from"];
  const time = model.model?.time;
  if (
    from !== undefined &&
    time !== undefined &&
    (from.value < time.start || from.value > time.stop)
  ) {
    const message = `Nothing can be scored from ${from.text} on: the model runs from ${time.start} to ${time.stop}.`;
    report.error("bad-hindcast", message, from.place);
    return null;
  }
  if (policy === undefined) return null;
  return { policy, from: from?.value ?? time?.start ?? -Infinity, place: section.place };
}
