package io.carillon.engine.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.engine.delivery.DeliveryState.Event;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// `docs/state-machine.md` is what the types say, and nothing else.
class StateMachineDocTest {
    private static final String FILE = "docs/state-machine.md";
    private static final String SWITCH = "carillon.write-docs";

    @Test
    void the_document_of_the_states_says_what_the_types_say() throws IOException {
        Path file = root().resolve(FILE);
        String told = document();
        if (Boolean.getBoolean(SWITCH)) {
            Files.writeString(file, told);
        }

        String written = Files.exists(file) ? Files.readString(file) : "";

        assertThat(written)
                .as(
                        "%s is out of date: run this test with -D%s=true, or make the file\n\n%s",
                        FILE, SWITCH, told)
                .isEqualTo(told);
    }

    @Test
    void every_state_can_be_reached_and_only_somebody_brings_back_what_has_ended() {
        List<DeliveryState> reached =
                Stream.concat(
                                Stream.of(
                                        DeliveryState.PENDING,
                                        DeliveryState.SENDING,
                                        DeliveryState.MISSED),
                                transitions().stream().map(Transition::to))
                        .toList();

        assertThat(reached).contains(DeliveryState.values());
        assertThat(transitions())
                .extracting(Transition::from)
                .doesNotContain(DeliveryState.DELIVERED);
        assertThat(transitions())
                .filteredOn(transition ->
                        List.of(
                                        DeliveryState.FAILED,
                                        DeliveryState.MISSED,
                                        DeliveryState.PARKED,
                                        DeliveryState.CANCELLED)
                                .contains(transition.from()))
                .allSatisfy(transition -> assertThat(transition.event()).startsWith("replayed"));
    }

    @Test
    void wherever_a_delivery_is_there_is_a_way_for_it_to_be_delivered() {
        Set<DeliveryState> from = EnumSet.of(DeliveryState.DELIVERED);
        int before;
        do {
            before = from.size();
            transitions().stream()
                    .filter(transition -> from.contains(transition.to()))
                    .forEach(transition -> from.add(transition.from()));
        } while (from.size() > before);

        assertThat(from).containsExactlyInAnyOrder(DeliveryState.values());
    }

    private record Transition(DeliveryState from, String event, DeliveryState to) {}

    private static String document() {
        return """
        # The states of a delivery

        <!-- Written by StateMachineDocTest from DeliveryState and Settlement. Change those, then run
             the test with -D%s=true. -->

        Before a delivery exists there is only its schedule, which says when it will be due. The
        claim that materialises it gives it its first state.

        ```mermaid
        stateDiagram-v2
            [*] --> sending: claimed when due
            [*] --> pending: due, and the node has no room
            [*] --> missed: due, and too late to be sent
        %s
        %s
        ```

        %s

        %s
        """
                .formatted(
                        SWITCH,
                        arrows().collect(Collectors.joining("\n")),
                        ends().collect(Collectors.joining("\n")),
                        meanings(),
                        table());
    }

    private static Stream<String> arrows() {
        Map<String, List<String>> events = new LinkedHashMap<>();
        for (Transition transition : transitions()) {
            events.computeIfAbsent(
                            "    %s --> %s"
                                    .formatted(transition.from().text(), transition.to().text()),
                            _ -> new ArrayList<>())
                    .add(transition.event());
        }
        return events.entrySet().stream()
                .map(arrow -> arrow.getKey() + ": " + String.join(", ", arrow.getValue()));
    }

    private static Stream<String> ends() {
        return Stream.of(DeliveryState.values())
                .filter(state ->
                        transitions().stream()
                                .noneMatch(transition -> transition.from().equals(state)))
                .map(state -> "    %s --> [*]".formatted(state.text()));
    }

    private static String meanings() {
        return Stream.of(DeliveryState.values())
                .map(state -> "- `%s`: %s".formatted(state.text(), meaning(state)))
                .collect(Collectors.joining("\n"));
    }

    private static String table() {
        String rows =
                transitions().stream()
                        .map(transition ->
                                "| `%s` | %s | `%s` |\n"
                                        .formatted(
                                                transition.from().text(),
                                                transition.event(),
                                                transition.to().text()))
                        .collect(Collectors.joining());
        return "| from | event | to |\n|---|---|---|\n" + rows;
    }

    private static String meaning(DeliveryState state) {
        return switch (state) {
            case PENDING ->
                    "waits for its first attempt, for one that never began, or for its endpoint to be enabled";
            case SENDING -> "leased by a node, which is sending it";
            case RETRYING -> "waits for its next attempt";
            case DELIVERED -> "accepted by its endpoint";
            case FAILED -> "refused, or tried in vain until it expired or its attempts ran out";
            case IN_DOUBT ->
                    "it may have been sent, which nobody knows, and is not to be sent twice (`whenUnknown`: `HOLD`)";
            case MISSED -> "never tried in time";
            case PARKED ->
                    "set aside, because its message cannot be rendered, or because one node after the other died with it";
            case CANCELLED ->
                    "its subject was deleted before it was sent, or somebody took it back";
        };
    }

    private static String name(Event event) {
        return switch (event) {
            case Event.Claimed() -> "claimed";
            case Event.Expired(boolean tried) ->
                    tried ? "expired after an attempt" : "expired before any attempt";
            case Event.SubjectDeleted() -> "subject deleted";
            case Event.Replayed(boolean triedBefore) ->
                    triedBefore ? "replayed" : "replayed, never tried before";
            case Event.Cancelled() -> "cancelled";
            case Event.Resolved(boolean sent) ->
                    sent ? "resolved as sent" : "resolved to be sent again";
            case Event.Ended(Settlement settlement) -> name(settlement);
            case Event.Known(Settlement settlement) -> "known late: " + knownLate(settlement);
        };
    }

    private static String name(Settlement settlement) {
        return switch (settlement) {
            case Settlement.Delivered(String _) -> "accepted";
            case Settlement.RetryAt(Instant _, String _) ->
                    "unavailable or unknown, so again later";
            case Settlement.Waits(String _) -> "its endpoint is gone, and disabled now";
            case Settlement.Failed(String _) -> "refused, or no attempt is left";
            case Settlement.InDoubt(String _, boolean died) ->
                    died
                            ? "its node died or gave up, and it may have left under `HOLD`"
                            : "unknown under `HOLD`";
            case Settlement.Parked(String _) ->
                    "cannot be rendered, its node died with nothing else to blame";
            case Settlement.Interrupted(Instant _, String _) -> "its node died or gave up";
            case Settlement.Released(boolean triedBefore) ->
                    triedBefore
                            ? "the attempt never began, earlier ones did"
                            : "the first attempt never began";
            case Settlement.Cancelled(String _) ->
                    "not accepted, and its subject was deleted meanwhile";
        };
    }

    private static String knownLate(Settlement settlement) {
        return switch (settlement) {
            case Settlement.RetryAt(Instant _, String _) -> "unavailable, so again later";
            case Settlement.Released(boolean _) -> "nothing was sent";
            case Settlement.Delivered(String _),
                    Settlement.Waits(String _),
                    Settlement.Failed(String _),
                    Settlement.InDoubt(String _, boolean _),
                    Settlement.Parked(String _),
                    Settlement.Interrupted(Instant _, String _),
                    Settlement.Cancelled(String _) ->
                    name(settlement);
        };
    }

    private static List<Transition> transitions() {
        return Stream.of(DeliveryState.values())
                .flatMap(state ->
                        events().flatMap(event ->
                                state.after(event).stream()
                                        .map(next -> new Transition(state, name(event), next))))
                .distinct()
                .toList();
    }

    private static Stream<Event> events() {
        return Stream.of(Event.class.getPermittedSubclasses())
                .flatMap(StateMachineDocTest::examples)
                .map(Event.class::cast);
    }

    /// Records of this type, one for each truth or settlement in it: states do not depend on texts
    /// and instants.
    private static Stream<Object> examples(Class<?> type) {
        Class<?>[] types =
                Arrays.stream(type.getRecordComponents())
                        .map(RecordComponent::getType)
                        .toArray(Class<?>[]::new);
        if (Arrays.asList(types).contains(Settlement.class)) {
            return Stream.of(Settlement.class.getPermittedSubclasses())
                    .flatMap(StateMachineDocTest::examples)
                    .map(settlement -> example(type, types, settlement));
        }
        boolean tells = Arrays.asList(types).contains(boolean.class);
        return (tells ? Stream.of(false, true) : Stream.of(false))
                .map(truth -> example(type, types, truth));
    }

    private static Object example(Class<?> type, Class<?>[] types, Object told) {
        Object[] values = Arrays.stream(types).map(component -> value(component, told)).toArray();
        try {
            var constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type + " cannot be made by its components", e);
        }
    }

    private static Object value(Class<?> component, Object told) {
        if (component.equals(boolean.class) || component.equals(Settlement.class)) {
            return told;
        }
        return component.equals(Instant.class) ? Instant.EPOCH : "";
    }

    private static Path root() {
        return Stream.iterate(
                        Optional.of(Path.of("").toAbsolutePath()),
                        Optional::isPresent,
                        path -> path.map(Path::getParent))
                .flatMap(Optional::stream)
                .filter(folder -> Files.exists(folder.resolve("carillon-engine")))
                .findFirst()
                .orElseThrow();
    }
}
