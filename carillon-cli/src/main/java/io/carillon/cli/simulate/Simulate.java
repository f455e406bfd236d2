package io.carillon.cli.simulate;

import io.carillon.calendar.TzSnapshot;
import io.carillon.cli.lines.Answer;
import io.carillon.cli.lines.LineCommand;
import io.carillon.embedded.EmbeddedPostgresException;
import io.carillon.engine.input.Fields;
import io.carillon.engine.input.Json;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Answers scenarios, one after the other on one stage, which is set at the first of them.
public final class Simulate implements LineCommand {
    private final TzSnapshot tz;
    private final ScenarioReader reader;
    private @Nullable Stage stage;
    private volatile boolean closed;

    public Simulate(TzSnapshot tz) {
        this.tz = tz;
        this.reader = new ScenarioReader(tz);
    }

    @Override
    public Answer answer(ObjectNode item) {
        Fields fields = ScenarioReader.fields(item);
        Optional<Scenario> scenario = reader.read(fields);
        return scenario.isPresent() ? answer(scenario.get()) : Answer.refused(fields.errors());
    }

    private synchronized Answer answer(Scenario scenario) {
        if (closed) {
            return new Answer.Closed();
        }
        try {
            return Simulation.of(scenario, stage(), () -> closed)
                    .<Answer>map(Simulate::result)
                    .orElseGet(Answer.Closed::new);
        } catch (EmbeddedPostgresException | IOException e) {
            return new Answer.Broken(String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            // Whatever state it has left behind, the next scenario finds a new stage.
            clear();
            throw e;
        }
    }

    @Override
    public void close() {
        closed = true;
        clear();
    }

    private Stage stage() throws IOException {
        Stage present = stage;
        if (present == null) {
            present = Stage.open(tz);
            stage = present;
        }
        return present;
    }

    private synchronized void clear() {
        if (stage != null) {
            stage.close();
            stage = null;
        }
    }

    private static Answer result(List<Decided> decided) {
        ObjectNode fields = Json.MAPPER.createObjectNode();
        ArrayNode deliveries = fields.putArray("deliveries");
        decided.forEach(one -> one.addTo(deliveries));
        return new Answer.Result(fields);
    }
}
