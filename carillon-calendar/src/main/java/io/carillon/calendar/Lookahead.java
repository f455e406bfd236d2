package io.carillon.calendar;

import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/// An iterator that finds its next element when it is asked for.
abstract class Lookahead<T> implements Iterator<T> {
    private @Nullable T found;

    /// The next element, or null when there is none.
    abstract @Nullable T find();

    @Override
    public final boolean hasNext() {
        if (found == null) {
            found = find();
        }
        return found != null;
    }

    @Override
    public final T next() {
        T next = found == null ? find() : found;
        if (next == null) {
            throw new NoSuchElementException();
        }
        found = null;
        return next;
    }
}
