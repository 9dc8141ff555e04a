package io.praetor.model.tls;

import io.praetor.model.pem.Pem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/// Reads PEM files, with refusals that name the setting and the file.
final class PemFile {
    /// Bundles of every authority there is are below half a megabyte.
    private static final int MAX_BYTES = 16 << 20;

    private PemFile() {}

    static byte[] read(String setting, String file) throws TlsException {
        try (InputStream in = Files.newInputStream(Path.of(file))) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new TlsException(setting + " \"" + file + "\": longer than 16 MiB");
            }
            return bytes;
        } catch (TlsException e) {
            throw e;
        } catch (IOException | InvalidPathException e) {
            throw new TlsException(setting + " \"" + file + "\": " + reason(e), e);
        }
    }

    static List<X509Certificate> certificates(String setting, String file) throws TlsException {
        try {
            return Pem.certificates(read(setting, file));
        } catch (CertificateException e) {
            throw new TlsException(setting + " \"" + file + "\": " + e.getMessage(), e);
        }
    }

    /// The files of a folder, but not hidden ones and folders in it.
    static List<Path> files(String setting, String folder) throws TlsException {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(Path.of(folder))) {
            for (Path file : all) {
                if (!String.valueOf(file.getFileName()).startsWith(".") && Files.isRegularFile(file)) {
                    files.add(file);
                }
            }
        } catch (IOException | InvalidPathException e) {
            throw new TlsException(setting + " \"" + folder + "\": " + reason(e), e);
        }
        files.sort(null);
        return files;
    }

    private static String reason(Exception e) {
        return switch (e) {
            case NoSuchFileException _ -> "no such file or directory";
            case AccessDeniedException _ -> "permission denied";
            case NotDirectoryException _ -> "not a directory";
            case InvalidPathException _ -> "invalid file name";
            case FileSystemException system when system.getReason() != null -> String.valueOf(system.getReason());
            default -> String.valueOf(e.getMessage());
        };
    }
}
