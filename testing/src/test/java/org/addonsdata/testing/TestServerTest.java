package org.addonsdata.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class TestServerTest {
    @Test
    void readsAccountAndAddress() {
        var server = TestServer.parse("root:p@ss:w0rd@db.example:3307");
        assertEquals("db.example:3307", server.name());
        assertEquals("db.example", server.endpoint().host());
        assertEquals(3307, server.endpoint().port());
        assertEquals("root", server.endpoint().administrator().user());
        assertEquals("p@ss:w0rd", server.endpoint().administrator().password());
    }

    @Test
    void readsAnAccountWithoutPassword() {
        var account = TestServer.parse("root@127.0.0.1:24097").endpoint().administrator();
        assertEquals("root", account.user());
        assertEquals("", account.password());
    }

    @Test
    void refusesWhatIsNoAddress() {
        assertThrows(IllegalArgumentException.class, () -> TestServer.parse("127.0.0.1:3306"));
        assertThrows(IllegalArgumentException.class, () -> TestServer.parse("root:x@localhost"));
    }
}
