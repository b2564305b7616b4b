// The little that makes Stemma's pages quicker by hand. Everything works without it.
"use strict";
