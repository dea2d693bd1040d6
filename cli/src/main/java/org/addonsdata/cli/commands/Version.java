package org.addonsdata.cli.commands;

import picocli.CommandLine.IVersionProvider;

/** The version of this build and of the JVM it runs on. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        var version = Version.class.getPackage().getImplementationVersion();
        return new String[] {
            "addons-data " + (version == null ? "(not packaged)" : version),
            "Java " + Runtime.version()
        };
    }
}
