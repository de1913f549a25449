using System.Collections.Immutable;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using NUnit.Framework.Interfaces;
using NUnit.Framework.Internal;

namespace Validation.Cli;

/// <summary>Which scenarios to run: those with any of the tags, and with the text in their title.</summary>
internal sealed record Selection(ImmutableArray<string> Tags, string? Name)
{
    public TestFilter Filter()
    {
        var and = new XElement("and");
        if (!Tags.IsEmpty)
            and.Add(new XElement("or", Tags.Select(t => new XElement("cat", t.TrimStart('@')))));
        if (Name is not null)
            and.Add(new XElement("name", new XAttribute("re", "1"), "(?i)" + Regex.Escape(Name)));
        return and.HasElements ? TestFilter.FromXml(new XElement("filter", and).ToString()) : TestFilter.Empty;
    }

    public static int Count(ITest test, ITestFilter filter) =>
        test.IsSuite ? test.Tests.Sum(t => Count(t, filter)) : filter.IsExplicitMatch(test) || filter.Pass(test) ? 1 : 0;

    public override string ToString() =>
        string.Join(" and ", new[] { Tags.IsEmpty ? null : "tag " + string.Join(" or ", Tags), Name is null ? null : $"\"{Name}\" in the title" }.Where(x => x is not null));
}
