import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatTimestamp } from '../../datetime/format.mjs';
import { fastFormatReads, simpleFormatReads } from '../../datetime/legacy.mjs';
import { parseByPattern } from '../../datetime/parse.mjs';
import { addMonths, civil, dateText, daysOf, timestampText } from '../../values/calendar.mjs';
import { readDate, readTimestamp } from '../../values/read-date.mjs';

const day = (text, pattern) => { const p = parseByPattern(text, pattern, false); return p && dateText(p.days); };

test('days and calendar dates go both ways', () => {
  for (let d = -800000; d < 800000; d += 137) { const { year, month, day: n } = civil(d); assert.equal(daysOf(year, month, n), d); }
  assert.equal(dateText(addMonths(daysOf(2016, 1, 31), 1)), '2016-02-29');
  assert.equal(dateText(daysOf(12016, 4, 1)), '+12016-04-01');
});

test('patterns read the whole text, strictly', () => {
  assert.equal(day('4/1/2016', 'M/d/yyyy'), '2016-04-01');
  assert.equal(day('04/01/2016', 'M/d/yyyy'), '2016-04-01');
  assert.equal(day('4/1/2016', 'MM/dd/yyyy'), null);
  assert.equal(day('2/30/2016', 'M/d/yyyy'), null);
  assert.equal(day('20160401', 'yyyyMMdd'), '2016-04-01');
  assert.equal(day('01-APR-16', 'dd-MMM-yy'), '2016-04-01');
  assert.equal(day('2016-092', 'yyyy-DDD'), '2016-04-01');
  assert.equal(day('+12016-04-01', 'yyyy-MM-dd'), '+12016-04-01');
});

test('the parsers before Spark 3 read more', () => {
  assert.ok(simpleFormatReads('4/1/2016 10:00', 'M/d/yyyy'));
  assert.ok(simpleFormatReads(' 2016-04-01', 'yyyy-MM-dd'));
  assert.ok(!simpleFormatReads('2016-02-30', 'yyyy-MM-dd'));
  assert.ok(fastFormatReads('2016-02-30', 'yyyy-MM-dd'));
  assert.ok(!fastFormatReads('n/a', 'yyyy-MM-dd'));
});

test('texts cast to dates and timestamps', () => {
  for (const [text, expected] of [['2016-4-1', '2016-04-01'], ['2016', '2016-01-01'], ['2016-04-01 junk', '2016-04-01'], ['2016-04-01junk', null], ['16-04-01', null]]) {
    const d = readDate(text);
    assert.equal(d === null ? null : dateText(d), expected, text);
  }
  for (const [text, expected] of [
    ['2016-04-01 10:11:12.123456789', '2016-04-01 10:11:12.123456'], ['2016-04-01T10:11:12Z', '2016-04-01 10:11:12'], ['2016-04-01 10:11:12+02:00', '2016-04-01 08:11:12'],
    ['2016-04-01 10:11:12 Europe/Berlin', '2016-04-01 08:11:12'], ['2016-04-01 24:00:00', null], ['2016-04-01 10:11:12 PM', null],
  ]) {
    const t = readTimestamp(text);
    assert.equal(t === null ? null : timestampText(t), expected, text);
  }
});

test('patterns write', () => {
  assert.equal(formatTimestamp(readTimestamp('2016-04-01 21:08:07.123'), "EEE, d MMM yyyy h:mm a 'o''clock' SSS Q QQQ"), "Fri, 1 Apr 2016 9:08 PM o'clock 123 2 Q2");
});
