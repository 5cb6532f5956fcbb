// All tests of the page, in one process: they share a browser and a daemon (support/world.mjs).

import './filters.test.mjs';
import './hostile.test.mjs';
import './keyboard.test.mjs';
import './plain.test.mjs';
import './print.test.mjs';
import './reader.test.mjs';
import './typing.test.mjs';
