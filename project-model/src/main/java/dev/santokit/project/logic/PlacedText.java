package dev.santokit.project.logic;

import dev.santokit.project.problem.Position;
import dev.santokit.project.problem.Problems;
import dev.santokit.project.yaml.Node;
import dev.santokit.project.yaml.StrictYaml;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** YAML gathered from lines of a file, each of which knows where it stands there. */
final class PlacedText {

  private final StringBuilder text = new StringBuilder();
  private final List<Position> starts = new ArrayList<>();

  /** Adds a line, without its end. */
  void add(String line, Position start) {
    text.append(line).append('\n');
    starts.add(start);
  }

  /** The YAML; null when it is empty or when an error was added. */
  @Nullable Node read(String file, Problems problems) {
    return StrictYaml.read(file, text.toString(), this::placed, problems);
  }

  private Position placed(Position at) {
    if (starts.isEmpty()) {
      return Position.START;
    }
    // The end of the text is the line after the last one.
    Position start = starts.get(Math.min(at.line(), starts.size()) - 1);
    return new Position(start.line(), start.column() + at.column() - 1);
  }
}
