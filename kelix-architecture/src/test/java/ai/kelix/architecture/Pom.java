package ai.kelix.architecture;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** One build file. */
record Pom(Document document) {

  static Pom of(Path folder) {
    try {
      // Not aware of namespaces, so that paths need no prefixes.
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setNamespaceAware(false);
      return new Pom(factory.newDocumentBuilder().parse(folder.resolve("pom.xml").toFile()));
    } catch (ParserConfigurationException | SAXException | IOException e) {
      throw new AssertionError("cannot read the build file of " + folder, e);
    }
  }

  /** Returns the texts of all elements that an XPath selects. */
  List<String> values(String path) {
    try {
      NodeList nodes =
          (NodeList)
              XPathFactory.newInstance()
                  .newXPath()
                  .evaluate(path, document, XPathConstants.NODESET);
      return IntStream.range(0, nodes.getLength())
          .mapToObj(i -> nodes.item(i).getTextContent().strip())
          .toList();
    } catch (XPathExpressionException e) {
      throw new AssertionError(path, e);
    }
  }
}
