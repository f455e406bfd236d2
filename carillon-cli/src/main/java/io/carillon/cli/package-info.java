/// `carillon …`: commands that run here, without a server. A command answers JSON lines with JSON
/// lines: [io.carillon.cli.JsonLines] reads and writes them, a [io.carillon.cli.LineCommand]
/// answers one.
@NullMarked
package io.carillon.cli;

import org.jspecify.annotations.NullMarked;
