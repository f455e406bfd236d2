/// The gate: what the compiler cannot check, proved by reading the classes and the tracked files.
///
/// [ArchitectureTest] and [CyclesTest] read the compiled classes of every module; [StatementsTest],
/// [MigrationsTest] and [TrackedFilesTest] read the sources. Each says what to do instead, and each
/// is tried on a made-up offence too, since a check that cannot fail proves nothing.
@NullMarked
package io.carillon.gate;

import org.jspecify.annotations.NullMarked;
