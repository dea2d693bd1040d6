package org.addonsdata.addons.reference;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VersionCodeTest {
    @ParameterizedTest
    @CsvSource({
        "4.0, 4000000200100",
        "3.5.0a1pre2, 3050000001002",
        "3.5*, 3059999200100",
        "50.*, 50999999200100",
        "5.0b7, 5000000107100",
        "159.0a1, 159000000001100",
        "*, 65535999999200100",
        "9999999999, 65535000000200100",
        "nonsense, 200100"
    })
    void codesFollowTheFormulaOfAddonsServer(String version, long code) {
        assertThat(VersionCode.of(version)).isEqualTo(code);
    }

    @Test
    void codesAscendWithTheVersionsOfEachApplication() {
        var versions = new ApplicationVersions().entries();
        for (int i = 1; i < versions.size(); i++) {
            if (versions.get(i).application() == versions.get(i - 1).application()) {
                assertThat(versions.get(i).code()).isGreaterThan(versions.get(i - 1).code());
            }
        }
    }

    @Test
    void bothApplicationsHaveEveryMajorVersionSinceFour() {
        var versions = new ApplicationVersions();
        for (int application :
                new int[] {ApplicationVersions.FIREFOX, ApplicationVersions.ANDROID}) {
            for (int major = 4; major <= ApplicationVersions.CURRENT; major++) {
                assertThat(versions.id(application, major + ".0")).isPositive();
                assertThat(versions.id(application, major + ".*")).isPositive();
            }
            assertThat(versions.id(application, "*")).isPositive();
        }
    }
}
