# What bin/natter-server and bin/natter begin with: sourced by them, with the command's name in $name.
# Finds the project and a Java, and builds the project when this is a source tree that is not built yet, or was changed since.
# Leaves $lib and $jar (what to run), $java, $version, $build and $major (what to run it with).

fail() {
    echo "$name: $1" >&2
    exit 1
}

home=$(cd "$bin/.." && pwd -P) || fail "cannot find the directory of $0"

# Java: where it is, and which version. The release file saves starting it to ask.
if [ -n "$JAVA_HOME" ]; then
    java=$JAVA_HOME/bin/java
    [ -x "$java" ] || fail "JAVA_HOME: no Java in $JAVA_HOME"
else
    java=$(command -v java) || fail "no java on the PATH: install Java 17 or newer, or set JAVA_HOME"
    while [ -L "$java" ]; do
        target=$(readlink "$java")
        case $target in
            /*) java=$target ;;
            *) java=${java%/*}/$target ;;
        esac
    done
fi
version=
build=
if [ -r "${java%/bin/java}/release" ]; then
    while IFS='=' read -r key value; do
        value=${value#\"}
        value=${value%\"}
        case $key in
            JAVA_VERSION) version=$value ;;
            JAVA_RUNTIME_VERSION) build=$value ;;
        esac
    done < "${java%/bin/java}/release"
fi
if [ -z "$version" ]; then
    version=$("$java" -version 2>&1 | sed -n 's/.* version "\([^"]*\)".*/\1/p')
fi
major=${version%%[!0-9]*}
[ "${major:-0}" -ge 17 ] || fail "needs Java 17 or newer, but $java is ${version:-of an unknown version}"

# One run builds, others that come meanwhile wait for it.
build_project() {
    lock=$home/.building
    until mkdir "$lock" 2>/dev/null; do
        other=$(cat "$lock/pid" 2>/dev/null)
        if [ -n "$other" ] && ! kill -0 "$other" 2>/dev/null; then
            rm -rf "$lock" # left by a build that was killed
        fi
        sleep 1
    done
    echo $$ > "$lock/pid"
    trap 'rm -rf "$lock"' EXIT
    trap 'exit 1' HUP INT TERM
    if needs_build; then
        command -v mvn > /dev/null || fail "this source tree is not built, and there is no Maven (mvn) on the PATH to build it"
        echo "$name: building (once)..." >&2
        if [ -x "${java%/java}/javac" ]; then
            JAVA_HOME=${java%/bin/java}
            export JAVA_HOME
        fi
        # Its output only where it failed: Maven ends each quiet one with escape sequences.
        output=$(mvn -q -B -Dstyle.color=never -f "$home/pom.xml" -pl cli -am -P '!analysis' -Dmaven.compiler.failOnWarning=false \
            -Dmaven.test.skip=true -Dspotless.check.skip=true package 2>&1 < /dev/null) || fail "the build failed: $output"
    fi
    trap - EXIT HUP INT TERM
    rm -rf "$lock"
}

needs_build() {
    [ ! -f "$jar" ] || [ -n "$(find "$home/pom.xml" "$home/protocol/pom.xml" "$home/client/pom.xml" "$home/store/pom.xml" "$home/server/pom.xml" \
        "$home/cli/pom.xml" "$home/protocol/src/main" "$home/client/src/main" "$home/store/src/main" "$home/server/src/main" "$home/cli/src/main" -newer "$jar" -print 2>/dev/null | head -n 1)" ]
}

if [ -f "$home/pom.xml" ]; then
    lib=$home/cli/target/dist/lib
    jar=$lib/natter-cli.jar
    if needs_build; then
        build_project
    fi
else
    lib=$home/lib
    jar=$lib/natter-cli.jar
    [ -f "$jar" ] || fail "no $jar: this is neither a distribution nor a source tree"
fi

# Class data: what the JVM would do anew at each start, kept in a file for this build and this Java.
# Made at the first start; a file that does not fit, or that cannot be made, never keeps the command from starting.
prepare_class_data() {
    draft=$class_data.$$
    if mkdir -p "${class_data%/*}" 2>/dev/null && [ -w "${class_data%/*}" ]; then
        echo "$name: preparing class data for Java $version (once)..." >&2
        if [ "$major" -ge 25 ]; then
            record="-XX:AOTCacheOutput=$draft"
        else
            record="-XX:ArchiveClassesAtExit=$draft"
        fi
        "$java" $flags "$record" -cp "$jar" "$1" > /dev/null 2>&1 < /dev/null
        # An empty file says that it was tried.
        [ -f "$draft" ] || : > "$draft"
        mv -f "$draft" "$class_data"
        rm -f "$draft".*
    fi
}

# Adds the class data to $flags; $1 is the class whose run makes it, $2 what its file is called before the Java's version.
use_class_data() {
    [ "$NATTER_CLASS_DATA" != off ] || return 0
    class_data=${NATTER_CLASS_DATA:-${lib%/lib}/class-data}/$2${build:-$version}
    fresh=true
    for part in "$lib"/natter-*.jar; do
        [ "$class_data" -nt "$part" ] || fresh=false
    done
    set -f # from here on, a star in a flag is not a file name
    if [ "$fresh" = false ]; then
        prepare_class_data "$1"
    fi
    if [ -s "$class_data" ]; then
        if [ "$major" -ge 25 ]; then
            flags="$flags -XX:AOTCache=$class_data"
        else
            flags="$flags -XX:SharedArchiveFile=$class_data"
        fi
    fi
}
