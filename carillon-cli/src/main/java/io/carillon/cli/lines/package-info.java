/// JSON lines and their answers: [JsonLines] reads and writes them, a [LineCommand] answers one.
@NullMarked
package io.carillon.cli.lines;

import org.jspecify.annotations.NullMarked;
