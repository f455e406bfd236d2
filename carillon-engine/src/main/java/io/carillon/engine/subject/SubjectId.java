package io.carillon.engine.subject;

import io.carillon.engine.Slot;
import java.time.Instant;
import java.util.UUID;
import java.util.random.RandomGenerator;

/// The id of a subject: a UUIDv8 of its time of creation, its slot and randomness. Never reused.
public record SubjectId(UUID uuid) {
    public SubjectId {
        Slot.of(uuid);
    }

    public static SubjectId create(Slot slot, Instant createdAt, RandomGenerator random) {
        return new SubjectId(slot.id(createdAt.toEpochMilli(), random.nextLong()));
    }

    public Slot slot() {
        return Slot.of(uuid);
    }

    @Override
    public String toString() {
        return uuid.toString();
    }
}
