package org.addonsdata.lifecycle.restore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GrantsTest {
    private static final Set<String> WRITE = Set.of("SELECT", "INSERT");

    private static Grants grants(String... statements) {
        return Grants.parse(List.of(statements));
    }

    @Test
    void aPatternMatchesAsTheServersHaveIt() {
        var grants =
                grants(
                        "GRANT USAGE ON *.* TO `one`@`%` IDENTIFIED BY PASSWORD '*6BB4837EB743'",
                        "GRANT ALL PRIVILEGES ON `olympia\\_\\_%`.* TO `one`@`%`");
        assertThat(grants.missing(WRITE, "olympia__20261122155100_ab12")).isEmpty();
        assertThat(grants.missing(WRITE, "olympia")).isEqualTo(WRITE);
        assertThat(grants.missing(WRITE, "olympiaXX1")).isEqualTo(WRITE);
        assertThat(grants("GRANT ALL PRIVILEGES ON `olympi_`.* TO a@b").missing(WRITE, "olympia"))
                .isEmpty();
    }

    @Test
    void theMostSpecificPatternCountsAlone() {
        var grants =
                grants(
                        "GRANT ALL PRIVILEGES ON `olympia%`.* TO `one`@`%`",
                        "GRANT SELECT ON `olympia`.* TO `one`@`%`");
        assertThat(grants.missing(WRITE, "olympia")).containsExactly("INSERT");
        assertThat(grants.missing(WRITE, "olympia_two")).isEmpty();
    }

    @Test
    void whatIsGrantedOnTheServerHoldsEverywhere() {
        var grants =
                grants(
                        "GRANT SELECT, RELOAD, CREATE USER ON *.* TO `one`@`%` WITH GRANT OPTION",
                        "GRANT BACKUP_ADMIN,SET_ANY_DEFINER ON *.* TO `one`@`%`",
                        "GRANT INSERT ON `olympia`.`config` TO `one`@`%`",
                        "GRANT `a_role`@`%` TO `one`@`%`");
        assertThat(grants.missing(WRITE, "olympia")).containsExactly("INSERT");
        assertThat(grants.onServer("CREATE USER")).isTrue();
        assertThat(grants.onServer("BACKUP_ADMIN")).isTrue();
        assertThat(grants.onServer("SUPER")).isFalse();
        assertThat(grants.mayPassOn("anything")).isTrue();
        assertThat(grants.reaches("mysql")).isTrue();
    }

    @Test
    void anAccountWithoutRightsReachesNothing() {
        var grants = grants("GRANT USAGE ON *.* TO `one`@`%`");
        assertThat(grants.reaches("olympia")).isFalse();
        assertThat(grants.mayPassOn("olympia")).isFalse();
    }
}
