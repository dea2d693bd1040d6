package org.addonsdata.cli.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.LayoutBase;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import org.addonsdata.cli.console.Text;
import org.addonsdata.cli.settings.Secrets;

/**
 * A line an event, without passwords: details with the time of day, as they are read beside each
 * other; what libraries complain of with their level and name.
 */
final class ScrubbedLayout extends LayoutBase<ILoggingEvent> {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");

    @Override
    public String doLayout(ILoggingEvent event) {
        var message = Text.printable(Secrets.masked(event.getFormattedMessage()));
        if (event.getLevel() == Level.DEBUG) {
            var time = LocalTime.ofInstant(event.getInstant(), ZoneId.systemDefault());
            return TIME.format(time) + "  " + message + "\n";
        }
        var name = event.getLoggerName();
        return event.getLevel()
                + " "
                + name.substring(name.lastIndexOf('.') + 1)
                + ": "
                + message
                + "\n";
    }
}
