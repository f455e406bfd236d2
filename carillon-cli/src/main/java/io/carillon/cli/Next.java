package io.carillon.cli;

import io.carillon.calendar.TzSnapshot;
import io.carillon.cli.lines.Answer;
import io.carillon.cli.lines.LineCommand;
import io.carillon.engine.preview.Preview;
import java.time.InstantSource;
import tools.jackson.databind.node.ObjectNode;

/// Says of each line when what it describes happens next.
final class Next implements LineCommand {
    private final Preview preview;
    private final InstantSource clock;

    Next(TzSnapshot tz, InstantSource clock) {
        this.preview = new Preview(tz);
        this.clock = clock;
    }

    @Override
    public Answer answer(ObjectNode item) {
        return switch (preview.answer(item, clock.instant())) {
            case Preview.Found found -> new Answer.Result(found.json());
            case Preview.Refused refused -> Answer.refused(refused.errors());
        };
    }

    @Override
    public void close() {
        // it holds nothing
    }
}
