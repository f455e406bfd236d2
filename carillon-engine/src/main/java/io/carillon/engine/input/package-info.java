/// What people write, as values: the fields of JSON objects, read with an error for each that
/// cannot be. The server reads requests by it, the command line its lines; nothing in the engine
/// needs it.
@NullMarked
package io.carillon.engine.input;

import org.jspecify.annotations.NullMarked;
