#!/bin/sh
# JMH benches of the engines: bench/jmh.sh [PATTERN] [JMH options...], e.g. bench/jmh.sh KvBench.get -f 1
# bench/jmh.sh footprint prints the bytes per row of the store instead.
set -eu
cd "$(dirname "$0")/.."
java=${JAVA_HOME:-/nonexistent}/bin/java
for home in "${JAVA_HOME:-}" /usr/lib/jvm/*; do
    if [ -x "$home/bin/java" ] && "$home/bin/java" -version 2>&1 | grep -qE '"(2[5-9]|[3-9][0-9])'; then
        java=$home/bin/java
        break
    fi
done
mvn -q -B -Dquick -DskipTests -pl bench/jmh -am package dependency:build-classpath \
    -Dmdep.outputFile=target/bench.classpath >&2
classpath=bench/jmh/target/classes:$(cat bench/jmh/target/bench.classpath)
options="--sun-misc-unsafe-memory-access=allow -cp $classpath"
if [ "${1:-}" = footprint ]; then
    # shellcheck disable=SC2086 # one word per option is meant
    exec "$java" -XX:+UseSerialGC -XX:MarkSweepAlwaysCompactCount=1 -Xmx2g $options io.praetor.bench.store.Footprint
fi
# shellcheck disable=SC2086
exec "$java" $options org.openjdk.jmh.Main "$@"
