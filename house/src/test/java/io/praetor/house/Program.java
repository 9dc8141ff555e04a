package io.praetor.house;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

/// The compiled classes of every module, without their tests.
final class Program {

    /// Read once, for reading them takes seconds and nothing changes them.
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("/io/praetor/house/"))
            .importPackages("io.praetor");

    private Program() {}

    static JavaClasses classes() {
        return CLASSES;
    }
}
