/// What happened in a trial, line by line, and the judge of it. The judge computes by itself what
/// should have happened: it shares no code with the engine, and knows none of its classes.
@NullMarked
package io.carillon.trials.history;

import org.jspecify.annotations.NullMarked;
