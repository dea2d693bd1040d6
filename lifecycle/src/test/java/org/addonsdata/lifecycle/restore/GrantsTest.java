package org.addonsdata.lifecycle.restore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GRANT INSERT, UPDATE ON `mysql`.`user` TO `adm`@`%`",
                "GRANT SELECT (`Host`, `User`), UPDATE (`plugin`) ON `mysql`.`user` TO `adm`@`%`",
                "GRANT ALL PRIVILEGES ON \"mysql\".* TO \"adm\"@\"%\"",
                "GRANT EXECUTE ON PROCEDURE `mysql`.`create_user` TO `adm`@`%`",
                "GRANT SELECT ON `my%`.* TO `adm`@`%`",
                "GRANT PROXY ON 'root'@'%' TO 'adm'@'%'",
                "GRANT PROXY ON ``@`%` TO `adm`@`%` WITH GRANT OPTION",
                "GRANT `a_role`@`%` TO `adm`@`%`",
                "GRANT `a_role` TO `adm`@`%` WITH ADMIN OPTION",
                "GRANT CREATE USER ON *.* TO `adm`@`%`",
                "GRANT USAGE ON *.* TO `adm`@`%` WITH GRANT OPTION",
                "GRANT SOMETHING NEW ON EVERYTHING TO `adm`@`%`"
            })
    void whatReachesAccountsOrIsNotUnderstoodIsPower(String statement) {
        var usage = "GRANT USAGE ON *.* TO `adm`@`%`";
        assertThat(grants(usage).administrative()).isEmpty();
        assertThat(grants(usage, statement).administrative()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GRANT SELECT (`a ON b`), INSERT ON `olympia`.`addons` TO `one`@`%`",
                "GRANT EXECUTE ON FUNCTION `olympia`.`f` TO `one`@`%`",
                "GRANT SELECT, INSERT ON \"olympia\".\"addons\" TO \"one\"@\"%\"",
                "REVOKE INSERT ON `mysql`.* FROM `one`@`%`",
                "SET DEFAULT ROLE `a_role` FOR `one`@`%`"
            })
    void whatIsForOneTableOrRoutineIsNoPowerAndNoPrivilegeOnTheSchema(String statement) {
        assertThat(grants(statement).administrative()).isEmpty();
        assertThat(grants(statement).missing(WRITE, "olympia")).isEqualTo(WRITE);
    }

    @Test
    void aPatternReachesWhatBeginsAsItDoes() {
        assertThat(prefix("`olympia\\_\\_2%`.*")).isEqualTo("olympia__2");
        assertThat(prefix("`olympia\\_\\_%`.*")).isEqualTo("olympia__");
        assertThat(prefix("`olympia__2%`.*")).isEqualTo("olympia");
        assertThat(prefix("*.*")).isEmpty();
    }

    private static String prefix(String target) {
        return grants("GRANT SELECT ON " + target + " TO `one`@`%`").all().getFirst().prefix();
    }
}
