package org.addonsdata.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.addonsdata.bench.measure.BarChart.Bar;
import org.addonsdata.bench.measure.BarChart.Group;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

class BarChartTest {
    private static final BarChart CHART =
            new BarChart(
                    "a \"title\"",
                    List.of(
                            new Group(
                                    "export & more",
                                    List.of(
                                            new Bar("ours", 5, "5.0", true),
                                            new Bar("client < file", 10, "10.0", false))),
                            new Group("nothing", List.of(new Bar("zero", 0, "0.0", true)))));

    @Test
    void isWellFormedWhateverTheNames() throws Exception {
        var svg = parsed(CHART);

        assertThat(svg.getDocumentElement().getAttribute("aria-label")).isEqualTo("a \"title\"");
        assertThat(texts(svg)).contains("export & more", "client < file", "10.0");
    }

    @Test
    void barsOfAGroupAreInProportion() throws Exception {
        var widths = new ArrayList<Double>();
        var bars = parsed(CHART).getElementsByTagName("rect");
        for (int i = 0; i < bars.getLength(); i++) {
            widths.add(Double.valueOf(((Element) bars.item(i)).getAttribute("width")));
        }

        assertThat(widths).hasSize(3);
        assertThat(widths.get(1)).isEqualTo(2 * widths.get(0));
        assertThat(widths.get(2)).isEqualTo(1);
    }

    @Test
    void everythingLiesWithinTheChart() throws Exception {
        var svg = parsed(CHART).getDocumentElement();
        var height = Integer.parseInt(svg.getAttribute("height"));
        var texts = svg.getElementsByTagName("text");

        for (int i = 0; i < texts.getLength(); i++) {
            assertThat(Integer.parseInt(((Element) texts.item(i)).getAttribute("y")))
                    .isBetween(10, height);
        }
    }

    @Test
    void hasColoursForDarkPagesAndNoScript() {
        assertThat(CHART.toSvg())
                .contains("prefers-color-scheme: dark")
                .doesNotContain("<script", "http://www.w3.org/1999/xlink", "url(");
    }

    private static List<String> texts(Document svg) {
        var texts = new ArrayList<String>();
        var nodes = svg.getElementsByTagName("text");
        for (int i = 0; i < nodes.getLength(); i++) {
            texts.add(nodes.item(i).getTextContent());
        }
        return texts;
    }

    private static Document parsed(BarChart chart) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(chart.toSvg())));
    }
}
