package io.dinggate.platform.keys;

import io.dinggate.model.InvalidValueException;
import io.dinggate.platform.StartupFault;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * The keys of one service, read from its keys directory: {@code encryption-<id>.key} and {@code
 * index.key} (32 bytes in base64), {@code signing-<id>.pem} (RSA, PKCS#8). Of several, the name
 * that sorts last is the active one; the others only open and verify. The id goes into everything
 * that is sealed or signed, so a file keeps its name, and all instances of a service have the same
 * files.
 *
 * @param sealer encryption at rest
 * @param indexKey look-ups of what is encrypted
 * @param signingKeys access tokens
 */
public record KeyRing(Sealer sealer, IndexKey indexKey, SigningKeys signingKeys) {

  private static final String KEY = "dinggate.keys-dir";

  /**
   * Reads the directory.
   *
   * @throws KeyRingException naming every fault, when keys are missing, unreadable or open to other
   *     users
   */
  public static KeyRing load(Path directory) {
    var faults = new ArrayList<StartupFault>();
    var encryption = secrets(files(directory, "encryption-*.key", faults), "encryption-", faults);
    var index = secrets(files(directory, "index.key", faults), "", faults);
    var signing = signingKeys(files(directory, "signing-*.pem", faults), faults);
    if (!faults.isEmpty()) {
      throw new KeyRingException(faults);
    }
    return new KeyRing(
        new Sealer(encryption, encryption.lastEntry().getKey()),
        new IndexKey(index.firstEntry().getValue()),
        new SigningKeys(signing));
  }

  private static List<Path> files(Path directory, String glob, List<StartupFault> faults) {
    var found = new ArrayList<Path>();
    try (var stream = Files.newDirectoryStream(directory, glob)) {
      stream.forEach(found::add);
    } catch (IOException e) {
      faults.add(new StartupFault(KEY, "cannot read " + directory + ": make the keys with `init`"));
      return found;
    }
    if (found.isEmpty()) {
      faults.add(
          new StartupFault(KEY, "no " + glob + " in " + directory + ": make the keys with `init`"));
    }
    found.forEach(file -> checkOwnerOnly(file, faults));
    found.sort(Comparator.comparing(file -> file.getFileName().toString()));
    return found;
  }

  private static void checkOwnerOnly(Path file, List<StartupFault> faults) {
    if (!FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
      return;
    }
    try {
      var open = EnumSet.copyOf(Files.getPosixFilePermissions(file));
      open.retainAll(EnumSet.of(PosixFilePermission.OTHERS_READ, PosixFilePermission.OTHERS_WRITE));
      if (!open.isEmpty()) {
        var mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
        faults.add(new StartupFault(KEY, file + " is open to everybody (" + mode + "): chmod 600"));
      }
    } catch (IOException e) {
      faults.add(new StartupFault(KEY, "cannot read the mode of " + file));
    }
  }

  private static SequencedMap<String, byte[]> secrets(
      List<Path> files, String prefix, List<StartupFault> faults) {
    var keys = new LinkedHashMap<String, byte[]>();
    for (var file : files) {
      try {
        var key = Base64.getDecoder().decode(Files.readString(file).strip());
        if (key.length != 32) {
          throw new IllegalArgumentException("length");
        }
        keys.put(id(file, prefix), key);
      } catch (IOException | IllegalArgumentException e) {
        faults.add(new StartupFault(KEY, file + " is not a readable file of 32 bytes in base64"));
      }
    }
    return keys;
  }

  private static List<SigningKeys.SigningKey> signingKeys(
      List<Path> files, List<StartupFault> faults) {
    var keys = new ArrayList<SigningKeys.SigningKey>();
    for (var file : files) {
      try {
        keys.add(new SigningKeys.SigningKey(id(file, "signing-"), PrivateKeys.read(file, "RSA")));
      } catch (InvalidValueException e) {
        faults.add(new StartupFault(KEY, String.valueOf(e.getMessage())));
      }
    }
    return keys;
  }

  private static String id(Path file, String prefix) {
    var name = file.getFileName().toString();
    return name.substring(prefix.length(), name.lastIndexOf('.'));
  }

  /** The keys directory cannot be used; names every fault. */
  public static final class KeyRingException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<StartupFault> faults;

    KeyRingException(List<StartupFault> faults) {
      super(faults.toString());
      this.faults = List.copyOf(faults);
    }

    /** What is wrong. */
    public List<StartupFault> faults() {
      return faults;
    }
  }

  /**
   * Names of the files that {@link #load} looks for, with the text that makes a fresh one; used by
   * init.
   */
  static Map<String, String> freshFiles(String id) {
    var files = new LinkedHashMap<String, String>();
    files.put("encryption-" + id + ".key", FreshKeys.secret());
    files.put("index.key", FreshKeys.secret());
    files.put("signing-" + id + ".pem", FreshKeys.signingPem());
    return files;
  }
}
