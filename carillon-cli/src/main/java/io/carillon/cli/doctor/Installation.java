package io.carillon.cli.doctor;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/// What runs here: the version of Carillon, and the Java that it runs on.
record Installation(String carillon, String java, String vendor, String javaHome) {
    static Installation present() {
        return new Installation(
                built(),
                Runtime.version().toString(),
                System.getProperty("java.vendor"),
                System.getProperty("java.home"));
    }

    private static String built() {
        Properties build = new Properties();
        try (InputStream in = Installation.class.getResourceAsStream("build.properties")) {
            build.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read build.properties of this module", e);
        }
        return build.getProperty("version");
    }

    String text() {
        return """
        carillon %s
          Java         %s by %s, in %s
        """
                .formatted(carillon, java, vendor, javaHome);
    }
}
