/// `carillon …`: commands that run here, without a server. A command answers JSON lines with JSON
/// lines ([io.carillon.cli.lines]).
@NullMarked
package io.carillon.cli;

import org.jspecify.annotations.NullMarked;
