# What deploy/demo and deploy/verify share. To be sourced, by bash 3.2 or later; needs no JDK of its own.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)

# Says why and ends the script.
die() {
  printf '%s\n' "$*" >&2
  exit 1
}

# Prints the Java version (major number) of a JDK directory; nothing when it is not a JDK.
jdk_version() {
  [ -x "$1/bin/javac" ] || return 0
  local version
  version=$(sed -n 's/^JAVA_VERSION="\([0-9][0-9]*\).*/\1/p' "$1/release" 2>/dev/null)
  [ -n "$version" ] || version=$("$1/bin/javac" -version 2>&1 | sed -n 's/^javac \([0-9][0-9]*\).*/\1/p')
  printf '%s' "$version"
}

# Prints the directories in which a JDK may be, the most deliberate choice first, one a line.
jdk_candidates() {
  [ -z "${JAVA_HOME:-}" ] || printf '%s\n' "$JAVA_HOME"
  local javac link
  javac=$(command -v javac || true)
  while [ -n "$javac" ] && [ -L "$javac" ]; do
    link=$(readlink "$javac")
    case $link in /*) javac=$link ;; *) javac=$(dirname "$javac")/$link ;; esac
  done
  [ -z "$javac" ] || dirname "$(dirname "$javac")"
  ! [ -x /usr/libexec/java_home ] || /usr/libexec/java_home -v 25 2>/dev/null || true
  local home=${HOME:-/nonexistent} directory
  for directory in /usr/lib/jvm/* /usr/lib64/jvm/* /usr/java/* /opt/java/* /opt/jdk* /opt/*/jdk* \
    /usr/local/lib/jvm/* /usr/local/jdk* "${SDKMAN_DIR:-$home/.sdkman}"/candidates/java/* "$home"/.jdks/* \
    "$home"/.asdf/installs/java/* "$home"/.local/share/mise/installs/java/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home "$home"/Library/Java/JavaVirtualMachines/*/Contents/Home \
    /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home /usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home; do
    [ ! -d "$directory" ] || printf '%s\n' "$directory"
  done
}

# Sets and exports JAVA_HOME: a JDK 25, wherever one is found, else a later one.
find_jdk() {
  local later="" directory version
  while IFS= read -r directory; do
    version=$(jdk_version "$directory")
    [ -n "$version" ] || continue
    if [ "$version" -eq 25 ]; then
      export JAVA_HOME=$directory
      return
    fi
    [ "$version" -lt 25 ] || [ -n "$later" ] || later=$directory
  done <<CANDIDATES
$(jdk_candidates)
CANDIDATES
  [ -n "$later" ] || die "DingGate needs a JDK 25, and none was found: install one (for example Eclipse Temurin 25) and set JAVA_HOME to it."
  export JAVA_HOME=$later
}

# Sets mvn: Maven of the PATH, or of MAVEN_HOME; and keeps it quiet about how old its own libraries are.
find_maven() {
  mvn=$(command -v mvn || true)
  [ -n "$mvn" ] || [ ! -x "${MAVEN_HOME:-/nonexistent}/bin/mvn" ] || mvn=$MAVEN_HOME/bin/mvn
  [ -n "$mvn" ] || die "DingGate is built by Maven (3.8.7 or later), and mvn was not found: install Maven or put it on the PATH."
  export MAVEN_OPTS="${MAVEN_OPTS:-} --sun-misc-unsafe-memory-access=allow"
}

# Whether the packaged services and the launcher are there and no source is newer than the build that made them. The
# launcher is the last that a build writes.
built() {
  local launcher newer
  launcher=$(find "$root/deploy/e2e/target" -maxdepth 1 -name 'e2e-*.jar' 2>/dev/null | head -n 1)
  [ -n "$launcher" ] && [ -d "$root/deploy/e2e/target/lib" ] &&
    [ -f "$root/cloud-service/target/quarkus-app/quarkus-run.jar" ] &&
    [ -f "$root/local-service/target/quarkus-app/quarkus-run.jar" ] || return 1
  newer=$(find "$root/pom.xml" "$root"/*/pom.xml "$root"/deploy/*/pom.xml "$root"/*/src/main "$root"/deploy/*/src/main \
    "$root/deploy/sandbox/world.json" -newer "$launcher" -type f | head -n 1)
  [ -z "$newer" ]
}

# Packages everything without running the tests; no output unless it fails.
build() {
  find_maven
  (cd "$root" && "$mvn" -q -B -Dstyle.color=never -DskipTests package) || die "The build failed; its messages are above."
}
