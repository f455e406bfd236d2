package io.carillon.embedded;

import java.net.URL;
import java.util.Locale;

/// An operating system on a processor, in the words of the archives of PostgreSQL's programs.
record Platform(String system, String processor) {

    static Platform current() {
        return of(System.getProperty("os.name"), System.getProperty("os.arch"));
    }

    static Platform of(String osName, String osArch) {
        var os = osName.toLowerCase(Locale.ROOT);
        return new Platform(
                os.startsWith("mac") ? "darwin" : os,
                switch (osArch) {
                    case "amd64", "x86_64" -> "x86_64";
                    case "aarch64", "arm64" -> "arm_64";
                    default -> osArch;
                });
    }

    /// The archive on the class path.
    URL archive() {
        var archive = Platform.class.getResource("/postgres-" + this + ".txz");
        if (archive == null) {
            throw new EmbeddedPostgresException(
                    "This build of Carillon brings no PostgreSQL for "
                            + this
                            + "; set CARILLON_DATABASE_URL to a PostgreSQL of your own.");
        }
        return archive;
    }

    @Override
    public String toString() {
        return system + "-" + processor;
    }
}
