package io.carillon.server;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/// Folders of compiled zones, as CARILLON_TZDATA_DIR names one, in which it is always 03:00 later.
public final class Zoneinfo {
    private Zoneinfo() {}

    public static Path in(Path folder, String version, String... zones) throws IOException {
        for (String zone : zones) {
            Files.createDirectories(folder.resolve(zone).getParent());
            Files.write(folder.resolve(zone), zone());
        }
        Files.writeString(folder.resolve("tzdata.zi"), "# version " + version + "\n");
        return folder;
    }

    private static byte[] zone() {
        byte[] footer = "\n<+03>-3\n".getBytes(US_ASCII);
        ByteBuffer file = ByteBuffer.allocate(2 * 51 + footer.length);
        for (int block = 0; block < 2; block++) {
            file.put("TZif2".getBytes(US_ASCII)).put(new byte[15 + 16]).putInt(1).putInt(1);
            file.put(new byte[7]);
        }
        return file.put(footer).array();
    }
}
