using System.Net;
using System.Text;
using Pipeline.Host.Local.Gateway.Sessions;

namespace Pipeline.Host.Local.Gateway.Http;

/// <summary>A page for a person who opens the gateway in a browser.</summary>
internal static class SessionsPage
{
    public static string Render(IEnumerable<LivySession> sessions)
    {
        var page = new StringBuilder("<html><head><title>Local sessions</title></head><body><h1>Local sessions</h1><table>")
            .Append("<tr><th>Id</th><th>Name</th><th>Kind</th><th>State</th><th>Statements</th></tr>");
        foreach (var session in sessions)
        {
            page.Append("<tr><td>").Append(session.Id)
                .Append("</td><td>").Append(WebUtility.HtmlEncode(session.Request.Name))
                .Append("</td><td>").Append(session.Request.Kind)
                .Append("</td><td>").Append(session.State)
                .Append("</td><td>").Append(session.Statements.NextId).Append("</td></tr>");
        }

        return page.Append("</table></body></html>\n").ToString();
    }
}
