using System.Net;
using Validation.Simulators.OpenStack.Web;

namespace Validation.Simulators.OpenStack.Images;

/// <summary>Glance lets webob word its errors: a small page of HTML (glance/common/wsgi.py; webob/exc.py).</summary>
internal sealed class GlanceDialect : Dialect
{
    public override Answer Error(ApiException error, Occasion occasion)
    {
        var title = $"{error.Status} {Title(error.Status)}";
        return new Answer(error.Status, $"""
            <html>
             <head>
              <title>{title}</title>
             </head>
             <body>
              <h1>{title}</h1>
              {WebUtility.HtmlEncode(error.Message)}<br /><br />



             </body>
            </html>
            """, "text/html; charset=UTF-8");
    }

    public override ApiException Refused(string policy) => new(403, $"You are not authorized to complete {policy} action.");
}
