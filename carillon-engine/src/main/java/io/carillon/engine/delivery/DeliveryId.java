package io.carillon.engine.delivery;

import io.carillon.engine.Slot;
import io.carillon.engine.schedule.ScheduleKey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.UUID;

/// The id of a delivery, and the key by which its receiver tells a repetition: a pure function of
/// its schedule and its period, so the same before it exists, on every attempt and after a restore
/// from backup.
///
/// A UUIDv8: 32 bits day of the period, 16 bits of hash, version, slot, variant, 62 bits of hash.
/// Ids therefore sort by the day of their period, and an id alone finds its row.
public record DeliveryId(UUID uuid) {
    public DeliveryId {
        Slot.of(uuid);
    }

    /// `periodDay` is the period's date; for a year, the first day of that year in its calendar.
    public static DeliveryId of(ScheduleKey schedule, String period, LocalDate periodDay) {
        byte[] step = schedule.step().getBytes(StandardCharsets.UTF_8);
        byte[] name = period.getBytes(StandardCharsets.UTF_8);
        UUID subject = schedule.subject().uuid();
        ByteBuffer identity =
                ByteBuffer.allocate(Integer.BYTES * 4 + Long.BYTES * 2 + step.length + name.length)
                        .putInt(schedule.tenant())
                        .putLong(subject.getMostSignificantBits())
                        .putLong(subject.getLeastSignificantBits())
                        .putInt(schedule.occasion())
                        .putInt(step.length)
                        .put(step)
                        .putInt(name.length)
                        .put(name);
        ByteBuffer hash = ByteBuffer.wrap(Slot.sha256().digest(identity.array()));

        // Shifted by 2^31, so that days before 1970 sort before later ones among unsigned bytes.
        long day = periodDay.toEpochDay() - Integer.MIN_VALUE;
        long high = (day << 16) | (hash.getShort() & 0xFFFFL);
        return new DeliveryId(schedule.subject().slot().id(high, hash.getLong()));
    }

    public Slot slot() {
        return Slot.of(uuid);
    }

    @Override
    public String toString() {
        return uuid.toString();
    }
}
