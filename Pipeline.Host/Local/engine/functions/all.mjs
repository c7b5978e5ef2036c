// Every topic of the table of functions.

import './aggregates.mjs';
import './arrays.mjs';
import './binary.mjs';
import './conditionals.mjs';
import './dates.mjs';
import './date-formats.mjs';
import './generators.mjs';
import './hashes.mjs';
import './higher-order.mjs';
import './maps.mjs';
import './math.mjs';
import './misc.mjs';
import './numbers.mjs';
import './regex.mjs';
import './rounding.mjs';
import './statistics.mjs';
import './strings.mjs';
import './text.mjs';
import './type-functions.mjs';
import './windows.mjs';
