package io.carillon.cli.lines;

import tools.jackson.databind.node.ObjectNode;

/// A command that answers one line after the other. Closing it gives up, from another thread
/// perhaps, what it is doing, and removes whatever it has made.
public interface LineCommand extends AutoCloseable {
    /// The answer to a line's object, whose `id` the line's reader has seen to.
    Answer answer(ObjectNode item);

    @Override
    void close();
}
