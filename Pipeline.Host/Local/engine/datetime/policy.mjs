// What happens when a text does not fit its pattern: NULL, or a failed query where Spark 2 would have read it
// (spark.sql.legacy.timeParserPolicy EXCEPTION, the default; CORRECTED gives NULL always).

import { SparkError } from '../errors.mjs';

export function upgradeError(text) {
  return new SparkError('INCONSISTENT_BEHAVIOR_CROSS_VERSION.PARSE_DATETIME_BY_NEW_PARSER',
    `You may get a different result due to the upgrading to Spark >= 3.0: Fail to parse '${text}' in the new parser. You can set `
    + '"spark.sql.legacy.timeParserPolicy" to "CORRECTED" to make it NULL.');
}

/** Null, or the error, for a text that was not read. */
export function unread(text, policy, legacyReads) {
  if (policy !== 'CORRECTED' && legacyReads()) throw upgradeError(text);
  return null;
}
