using Validation.Simulators.StandIns.Loki.Ingest;
using Validation.Simulators.StandIns.Loki.Store;

namespace Validation.Simulators.StandIns.Loki.Query;

/// <summary>Reads labels in their text: <c>{app="nova", level="info"}</c>.</summary>
internal static class LabelText
{
    /// <exception cref="RefusedException">It is no such text.</exception>
    public static Labels Parse(string text)
    {
        try
        {
            var tokens = Lexer.All(text);
            var labels = new List<Label>();
            var at = 1;
            if (!tokens[0].Is("{"))
                throw new LogQlException($"1:1: parse error: unexpected {tokens[0].Name}");
            for (; !tokens[at].Is("}"); at += 3)
            {
                at += labels.Count > 0 && tokens[at].Is(",") ? 1 : 0;
                if (at + 2 >= tokens.Count || tokens[at].Kind != TokenKind.Identifier || !tokens[at + 1].Is("=") || tokens[at + 2].Kind != TokenKind.Text)
                    throw new LogQlException($"1:{tokens[Math.Min(at, tokens.Count - 1)].At + 1}: parse error: wanted name=\"value\"");
                labels.Add(new Label(tokens[at].Text, tokens[at + 2].Text));
            }

            return Labels.From(labels);
        }
        catch (LogQlException problem)
        {
            throw RefusedException.BadRequest($"couldn't parse labels: {problem.Message}");
        }
    }
}
