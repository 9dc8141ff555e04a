#!/bin/sh
# Puts the program together: launcher, jars, option files, AOT caches, archive.
#   assemble.sh ROOT    (the source tree after its modules are packaged)
set -eu
root=$(cd "$1" && pwd -P)
out=$root/dist/target/consul
lib=$out/lib

# What is newer than this stamp was not seen by this build. It becomes visible when everything else is in place.
rm -f "$lib/stamp"
mkdir -p "$out/bin" "$lib"
: >"$root/dist/target/stamp"

# copy SOURCE TARGET-FOLDER, keeping the time so that an unchanged jar keeps its AOT cache valid
copy() {
    target=$2/${1##*/}
    cmp -s "$1" "$target" || cp -p "$1" "$target"
}

# jars MODULE: the jar of the module, then what it depends on, one a line
jars() {
    for jar in "$root/$1/target/praetor-$1"-[0-9]*.jar; do
        case $jar in
        *-sources.jar | *-tests.jar | *-javadoc.jar) ;;
        *) echo "$jar" ;;
        esac
    done
    tr ':' '\n' <"$root/$1/target/runtime.classpath"
    echo
}

for program in agent cli; do
    jars $program | grep . >"$root/dist/target/$program.jars"
    sed 's|.*/||' <"$root/dist/target/$program.jars" >"$lib/$program.classpath"
    while read -r jar; do
        copy "$jar" "$lib"
    done <"$root/dist/target/$program.jars"
    copy "$root/dist/src/$program.options" "$lib"
done
for jar in "$lib"/*.jar; do
    grep -qxF "${jar##*/}" "$lib/agent.classpath" "$lib/cli.classpath" || rm -f "$jar"
done
copy "$root/bin/consul" "$out/bin"
for file in LICENSE README.md; do
    [ ! -f "$root/$file" ] || copy "$root/$file" "$out"
done

sh "$root/dist/src/train.sh" "$out"

(cd "$root/dist/target" && tar -czf consul.tar.gz consul)
mv "$root/dist/target/stamp" "$lib/stamp"
